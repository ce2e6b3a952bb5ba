namespace AppHost.Servers;

/// <summary>Redis holds answers that can be given again and counters of a minute: it may forget, and must not grow with every day somebody asks about.</summary>
static class MemoryLimit
{
    /// <param name="limit">As redis.conf takes it, e.g. <c>256mb</c>. At the limit what was used least lately goes first.</param>
    /// <exception cref="InvalidOperationException">Aspire starts Redis in another way than by one shell command: then the limit has to be given in that way.</exception>
    public static IResourceBuilder<RedisResource> WithMemoryLimit(this IResourceBuilder<RedisResource> cache, string limit) => cache.WithArgs(context =>
    {
        for (var index = 0; index < context.Args.Count; index++)
            if (context.Args[index] is string command && command.StartsWith("redis-server", StringComparison.Ordinal))
            {
                context.Args[index] = $"{command} --maxmemory {limit} --maxmemory-policy allkeys-lru";
                return;
            }
        throw new InvalidOperationException("There is no argument that starts redis-server.");
    });
}
