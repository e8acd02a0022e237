"""The command line: one file a command. Commands hold no logic of their own."""
