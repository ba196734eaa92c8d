/** Messages about which channels of a model go together, and why others cannot go. */
export const pruneGroupsMessages = {
  'pruneGroups.input': 'they are an input of the model ("{tensor}")',
  'pruneGroups.output': 'they are an output of the model ("{tensor}")',
  'pruneGroups.captured': 'they are read inside the branch or loop of {operator} ("{node}")',
  'pruneGroups.subgraphs': 'the branches or the loop of {operator} ("{node}") are left as they are',
  'pruneGroups.no-rule': 'it is not known how {operator} ("{node}") treats channels',
  'pruneGroups.unknown-shape': 'the shapes of what {operator} ("{node}") reads and writes are not known',
  'pruneGroups.across': '{operator} ("{node}") computes across them: without some, the others would change',
  'pruneGroups.needs-all': '{operator} ("{node}") needs all of them',
  'pruneGroups.computed-weight': 'the weight of {operator} ("{node}") is computed while the model runs',
  'pruneGroups.not-zero': '{operator} ("{node}") sums over products of them that do not vanish with their weights',
  'pruneGroups.not-finite': '{operator} ("{node}") is not finite where they are zero',
  'pruneGroups.quantized': '{operator} ("{node}") computes on integers: take channels away before quantizing',
  'pruneGroups.positions': '{operator} ("{node}") also gives positions, which count all channels',
  'pruneGroups.all-together': 'they can only go all together',
  'pruneGroups.shape-uneven': '{operator} ("{node}") rearranges dimensions whose sizes do not divide each other',
  'pruneGroups.shape-other-part':
    '{operator} ("{node}") joins or splits dimensions, of which only one can lose channels',
  'pruneGroups.shape-unknown-size':
    '{operator} ("{node}") reads a size that is computed in a way which cannot be adapted',
  'pruneGroups.shape-single': '{operator} ("{node}") takes single ones of them out',
  'pruneGroups.shape-computed-positions': '{operator} ("{node}") works out which of them it takes while the model runs',
  'pruneGroups.shape-stepped': '{operator} ("{node}") skips some of them and cuts other dimensions too',
  'pruneGroups.shape-resized': '{operator} ("{node}") may change the size along them',
  'pruneGroups.shape-filled': '{operator} ("{node}") fills up with copies of some of them',
  'pruneGroups.shape-equation': '{operator} ("{node}") has an equation that cannot be followed along them',
  'pruneGroups.shape-size-output': 'their number is part of an output of the model ("{tensor}")',
} as const;
