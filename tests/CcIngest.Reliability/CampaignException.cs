namespace CcIngest.Reliability;

/// <summary>The campaign cannot be carried out; the message says why and what to do.</summary>
internal sealed class CampaignException(string message, Exception? inner = null) : Exception(message, inner);
