/** Deeper modules are shown as part of the deepest. */
const deepest = 32;

/** What the file tells about where in the network a node is from. */
export interface NodeOrigin {
  /** What the exporter noted in the metadata of the node; undefined where it noted nothing. */
  readonly scope: string | undefined;
  readonly name: string;
  /** Name of its first output; empty where it has none. */
  readonly output: string;
}

/**
 * The modules that a node is in, outermost first: as the exporter noted them in the metadata of the node, else as its name
 * says, else the name of what it writes.
 */
export function modulePath(origin: NodeOrigin): readonly string[] {
  const path = origin.scope === undefined ? pathOfName(origin) : pathOfScope(origin.scope);
  return path.length <= deepest ? path : [...path.slice(0, deepest - 1), path.slice(deepest - 1).join('/')];
}

/** `/model/layers.3/attn/MatMul`: PyTorch, TensorFlow and most others write modules before the operator, with slashes. */
function pathOfName({ name, output }: NodeOrigin): readonly string[] {
  if (name.includes('/')) return segments(name).slice(0, -1);
  return output.includes('/') ? segments(output).slice(0, -1) : [];
}

/**
 * What PyTorch's exporter notes: `['', 'layers.0', 'layers.0.attn', 'linear_3']` as `pkg.torch.onnx.name_scopes`, or
 * `: Model/layers.0: Layer/layers.0.attn: Attention/linear_3: aten.linear.default` as `namespace`. The last is the operation
 * itself. Other exporters write a plain path as `namespace`, of modules alone.
 */
function pathOfScope(scope: string): readonly string[] {
  if (scope.startsWith('[')) return relative(quoted(scope).slice(0, -1));
  const parts = scope.split('/');
  if (!parts.some((part) => part.includes(': '))) return segments(scope);
  return relative(parts.slice(0, -1).map((part) => part.slice(0, Math.max(0, part.indexOf(': ')))));
}

function segments(path: string): readonly string[] {
  return path.split('/').filter((segment) => segment !== '');
}

/** The strings of a list as Python writes it. */
function quoted(list: string): readonly string[] {
  return [...list.matchAll(/'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"/g)].map(([, single, double]) =>
    (single ?? double ?? '').replace(/\\(.)/g, '$1'),
  );
}

/** Names of modules without the names of those around them. */
function relative(modules: readonly string[]): readonly string[] {
  let around = '';
  const path: string[] = [];
  for (const module of modules) {
    if (module === '' || module === around) continue;
    path.push(module.startsWith(`${around}.`) ? module.slice(around.length + 1) : module);
    around = module;
  }
  return path;
}
