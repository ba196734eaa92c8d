/**
 * onnxruntime sends usage data to its makers, and writes files of its own into the temporary folder for it, unless this
 * is set before it first loads a model. What people do with their models is nobody's business, and nothing temporary may stay.
 */
process.env['ORT_DISABLE_TELEMETRY'] = '1';
