/** Messages about presentation: what tables, charts, Markdown and HTML say of a benchmark. */
export const presentationMessages = {} as const;
