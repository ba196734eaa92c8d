/** Messages about the tabs Profile, Hints and Variants of the page of a model. */
export const performanceMessages = {} as const;
