/** Messages about the command line. */
export const cliMessages = {} as const;
