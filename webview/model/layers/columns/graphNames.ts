import { message } from '../../../../src/protocol/messages/catalogue.ts';
import type { GraphModel } from '../../../graph/prepare/graphModel.ts';
import type { Say } from '../../../page.ts';
import { nameOf } from './nodeNames.ts';

/** What each graph of a model is called in a table: the main one is not, a body is called by the node that holds it. */
export function graphNames(model: GraphModel, say: Say): readonly string[] {
  const { attribute, holder, name } = model.structure.graphs;
  return Array.from({ length: model.graphCount }, (_, graph) => {
    switch (model.graphKind(graph)) {
      case 'main':
        return '';
      case 'function':
        return model.strings[name[graph]!]!;
      case 'subgraph':
        return say(
          message('layers.body', {
            holder: nameOf(model, holder[graph]!),
            attribute: model.strings[attribute[graph]!]!,
          }),
        );
    }
  });
}
