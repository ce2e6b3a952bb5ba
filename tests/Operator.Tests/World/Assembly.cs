using Servers;

[assembly: AssemblyFixture(typeof(RealServers))]
