/** Messages about which channels of a model go together, and why others cannot go. */
export const pruneGroupsMessages = {
  'pruneGroups.input': 'they are an input of the model ("{tensor}")',
  'pruneGroups.output': 'they are an output of the model ("{tensor}")',
  'pruneGroups.captured': 'they are read inside the branch or loop of {operator} ("{node}")',
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
} as const;
