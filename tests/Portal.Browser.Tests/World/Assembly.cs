[assembly: AssemblyFixture(typeof(Site))]
