namespace CcIngest.Model;

/// <summary>Whether a move is a change of unit: ten, a hundred, a thousand times and so on, give or take what the series usually moves.</summary>
internal static class UnitFactor
{
    private const double LeastSlack = 0.1;

    /// <summary>A third of the way to the next power of ten; more slack would take every move for a unit.</summary>
    private const double MostSlack = 0.7;

    private const double Moves = 6;

    /// <summary>The power of ten, negative for a fall; null when it is none.</summary>
    public static int? Of(double move, LogReturns returns)
    {
        double powers = move / Math.Log(10);
        int power = (int)Math.Round(powers);
        double slack = Math.Clamp(Moves * returns.Usual(), LeastSlack, MostSlack);
        return power != 0 && Math.Abs(move - (power * Math.Log(10))) <= slack ? power : null;
    }
}
