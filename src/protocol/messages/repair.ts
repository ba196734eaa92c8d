/** Messages about what is done for layers that lost inputs, and about linear algebra. */
export const repairMessages = {
  'repair.no-matrix': 'It is no convolution or matrix product with a stored weight.',
  'repair.too-wide':
    'With {inputs} inputs, the moments of its inputs would take {megabytes} MB; {allowed} MB are allowed.',
} as const;
