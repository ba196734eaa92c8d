/** With what the program ends, so that builds can tell the cases apart. Documented in its help. */
export const exitCode = {
  success: 0,
  /** Something the person can put right: a file, the data, the memory. */
  failed: 1,
  /** The command line itself. */
  usage: 2,
  /** The result was written but is below the floor. */
  belowFloor: 3,
  /** A condition under which a build is to fail is met, or cannot be judged. */
  conditionMet: 4,
  /** A defect of Whittle. */
  defect: 70,
  /** Ctrl-C, as shells count it: 128 and the number of the signal. */
  cancelled: 130,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];
