/** What came of one test inside the extension host. */
export interface HostTest {
  /** Suites and test, joined. */
  readonly title: string;
  readonly state: 'passed' | 'failed' | 'skipped';
  readonly milliseconds: number;
  /** The stack of what was thrown. */
  readonly error?: string;
}

/** The variable of the environment that names the file into which the results go, as JSON: a list of {@link HostTest}. */
export const resultsVariable = 'WHITTLE_HOST_RESULTS';
