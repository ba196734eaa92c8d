import { message } from '../../../protocol/messages/catalogue.ts';
import { largestClass, rowsOfOutput } from './classRows.ts';
import type { Metric } from './metric.ts';

/**
 * Share of the rows of `output` for which the model and its reference give the same class. Rows in which the reference has
 * no number are left out; an output of another shape agrees nowhere.
 */
export function agreement(output: string): Metric {
  return {
    name: message('metric.agreement', {}),
    unit: 'share',
    better: 'higher',
    create() {
      let rows = 0;
      let equal = 0;
      return {
        add({ outputs, reference }) {
          if (reference === undefined) return;
          const own = rowsOfOutput(outputs, output);
          const wanted = rowsOfOutput(reference, output);
          const sameShape = own.classes === wanted.classes && own.rows === wanted.rows;
          for (let row = 0; row < wanted.rows; row++) {
            const right = largestClass(wanted, row);
            if (right < 0) continue;
            rows++;
            if (sameShape && largestClass(own, row) === right) equal++;
          }
        },
        result: () => equal / rows,
      };
    },
  };
}
