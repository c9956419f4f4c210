global using Einspace.Sdk;
global using Einspace.Sdk.Data;
global using NUnit.Framework;
