// Cannot be loaded.
throw new Error("the kitchen is closed");
