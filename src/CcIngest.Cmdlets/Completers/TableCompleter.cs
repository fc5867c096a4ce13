using System.Collections;
using CcIngest.Model;

namespace CcIngest.Cmdlets;

/// <summary>Offers the tables of data that this program knows.</summary>
public sealed class TableCompleter : WordCompleter
{
    protected override IEnumerable<CompletionWord> Words(IDictionary boundParameters) => DatasetCatalog.All.Where(dataset => !dataset.IsBookkeeping)
        .Select(dataset => new CompletionWord(dataset.Table, dataset.Description));
}
