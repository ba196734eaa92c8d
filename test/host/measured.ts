/** What was measured in this run, in words; told outside when all tests have run. */
export const measured: string[] = [];
