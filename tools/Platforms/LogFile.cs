using Microsoft.Extensions.Logging;

namespace Platforms;

/// <summary>Takes what the AppHost says, and all that runs under it, into one file: on the screen it would stand between what its user is to read.</summary>
sealed class LogFile(string path) : ILoggerProvider
{
    readonly TextWriter file = TextWriter.Synchronized(new StreamWriter(path, append: true) { AutoFlush = true });

    public ILogger CreateLogger(string categoryName) => new Logger(file, categoryName);

    public void Dispose() => file.Dispose();

    sealed class Logger(TextWriter file, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            file.WriteLine($"{category}: {formatter(state, exception)}{(exception is null ? "" : $" {exception}")}");
    }
}
