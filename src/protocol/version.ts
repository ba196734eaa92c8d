/** Version of Whittle. */
export { version } from '../../package.json';
