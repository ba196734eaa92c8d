/** Messages of the page of a model: its toolbar, search, colours, and what stands there when a file cannot be shown. */
export const modelMessages = {} as const;
