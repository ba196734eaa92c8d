import type { Item } from '../selection.ts';
import type { Path } from './path.ts';
import { type Plan, type Plans, withGroupSeen } from './plan.ts';

/** Of more items than these at once only the first are looked for: all of them together would be no sight. */
const mostExposed = 100;

/**
 * With everything open that hides what is selected. The same plan where nothing does.
 * @param opened the plan of another graph
 */
export function withItemsSeen(plans: Plans, plan: Plan, items: readonly Item[], opened: (path: Path) => Plan): Plan {
  return items.slice(0, mostExposed).reduce((before, item) => withItemSeen(plans, before, item, opened), plan);
}

function withItemSeen(plans: Plans, plan: Plan, item: Item, opened: (path: Path) => Plan): Plan {
  switch (item.kind) {
    case 'node':
      return plans.exposing(plan, item.node, opened);
    case 'group': {
      const group = plan.view.groups.key.indexOf(item.key);
      return group < 0 ? plan : withGroupSeen(plan, group);
    }
    case 'tensor': {
      // Those that enter or leave the graph are in no group.
      const producer = plan.view.model.producer[item.tensor]!;
      return producer < 0 ? plan : plans.exposing(plan, producer, opened);
    }
  }
}
