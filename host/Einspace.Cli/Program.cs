using Einspace.Cli;

return await CommandLine.RunAsync(args);
