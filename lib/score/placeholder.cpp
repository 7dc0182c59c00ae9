// Placeholder of the stage until its first source.
