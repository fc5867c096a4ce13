using CcIngest.Model;
using CcIngest.Sources;

namespace CcIngest.Ingestion;

/// <summary>Posts messages to a web address.</summary>
internal sealed class OpenWebhook(WebhookAlertSink sink, Secret? address, TimeProvider time) : IOpenSink
{
    private readonly Webhook? _webhook = address is null ? null : Webhook.Open(address);

    public static CheckFinding Look(WebhookAlertSink sink, Secret? address)
    {
        if (address is null)
        {
            return CheckFinding.Failed($"{sink.Variable} is not set.", $"Set {sink.Variable} in the environment or in .env: the address that takes messages, a secret.");
        }

        using Webhook? open = Webhook.Open(address);
        return open is null
            ? CheckFinding.Failed($"{sink.Variable} holds no http or https address.", "Copy the address again, without quotes or blanks.")
            : CheckFinding.Passed("The address is within reach of the job; Test-CcAlert sends a message there.");
    }

    public async Task<SinkAnswer> SendAsync(AlertMessage message, CancellationToken cancellationToken)
    {
        if (_webhook is null)
        {
            CheckFinding why = Look(sink, address);
            return new SinkAnswer(false, false, why.Message, why.Advice);
        }

        WebhookAnswer answer = await _webhook.PostAsync(message.ToJson(), sink.Timeout, time, cancellationToken).ConfigureAwait(false);
        return new SinkAnswer(
            answer.IsTaken, answer.MayHelpAgain, answer.Said, answer.IsTaken ? null : $"See whether the address in {sink.Variable} still takes messages: Test-CcAlert.");
    }

    public void Dispose() => _webhook?.Dispose();
}
