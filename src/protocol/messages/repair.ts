/** Messages about what is done for layers that lost inputs, and about linear algebra. */
export const repairMessages = {} as const;
