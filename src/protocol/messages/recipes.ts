/** Messages about recipes in files, and tasks. */
export const recipesMessages = {} as const;
