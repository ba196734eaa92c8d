/** What came of one test inside the extension host. */
export interface HostTest {
  /** Suites and test, joined. */
  readonly title: string;
  readonly state: 'passed' | 'failed' | 'skipped';
  readonly milliseconds: number;
  /** The stack of what was thrown. */
  readonly error?: string;
}

/** What a run in the extension host leaves as JSON in the file that {@link resultsVariable} names. */
export interface HostResults {
  readonly tests: readonly HostTest[];
  /** What was measured, in words. */
  readonly measured: readonly string[];
}

/** The variable of the environment that names the file of the results. */
export const resultsVariable = 'WHITTLE_HOST_RESULTS';

/** The variable that names the tests to run, by a part of their title, while one works on them. */
export const onlyVariable = 'WHITTLE_HOST_ONLY';
