import { expect, it } from 'vitest';
import { studentQuantile } from './student.ts';

/** The density of Student's t without its constant factor. */
const density = (t: number, degrees: number): number => (1 + (t * t) / degrees) ** (-(degrees + 1) / 2);

/** Simpson's rule over t = √ν·tan θ, so that the whole axis is a bounded interval. */
function area(toAngle: number, degrees: number): number {
  const steps = 20_000;
  const at = (angle: number): number => {
    const t = Math.sqrt(degrees) * Math.tan(angle);
    return density(t, degrees) / Math.cos(angle) ** 2;
  };
  const width = toAngle / steps;
  let sum = at(0) + at(toAngle);
  for (let step = 1; step < steps; step++) sum += at(step * width) * (step % 2 === 1 ? 4 : 2);
  return (sum * width) / 3;
}

it.each([
  // Closed forms: the tangent, and √(2/(p(2 − p)) − 2).
  [1, Math.tan((0.95 * Math.PI) / 2)],
  [2, Math.sqrt(2 / (0.05 * 1.95) - 2)],
])('is known in closed form for %i', (degrees, expected) => {
  expect(studentQuantile(degrees)).toBeCloseTo(expected, 9);
});

it.each([3, 4, 5, 9, 14, 49])('leaves 5 percent of the area outside for %i', (degrees) => {
  const angle = Math.atan(studentQuantile(degrees) / Math.sqrt(degrees));
  expect(area(angle, degrees) / area(Math.PI / 2 - 1e-9, degrees)).toBeCloseTo(0.95, 6);
});

it('falls towards that of the normal distribution', () => {
  expect(studentQuantile(49)).toBeLessThan(studentQuantile(9));
  expect(studentQuantile(100_001)).toBeCloseTo(1.96, 3);
});
