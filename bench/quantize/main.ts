import path from 'node:path';
import { machine } from '../../src/engine/runtime/machine.ts';
import { writeResults } from '../results.ts';
import { type Case, cases } from './cases.ts';
import { markdown } from './markdown.ts';
import { CaseMeasurement } from './measureCase.ts';
import { parseOptions } from './options.ts';
import { findPeer, peerSettings } from './peer.ts';
import { readRecords, type Records, writeRecords } from './records.ts';

const cache = path.resolve('.cache/bench/quantize');
const recordFile = path.join(cache, 'records.json');

const { models, observers, samples: counts, stages, runs, accuracySamples } = parseOptions(process.argv.slice(2));
const peer = findPeer();
if (peer === undefined) {
  console.log('The Python quantizer is left out: python3 cannot import it, and WHITTLE_PEER_PYTHON names no other.');
}

const records: Records = {
  date: new Date().toISOString().slice(0, 10),
  machine: machine(),
  peer: peer === undefined ? null : { python: peer.python, onnxruntime: peer.onnxruntime, onnx: peer.onnx },
  models: readRecords(recordFile),
};

async function measure(each: Case): Promise<void> {
  const measurement = new CaseMeasurement(each, path.join(cache, each.name), records.models, (what) => {
    console.log(what);
    writeRecords(recordFile, records);
  });
  for (const count of counts) {
    const samples = await measurement.samples(count);
    if (stages.includes('plain')) await measurement.plain(samples);
    if (stages.includes('ours')) for (const observer of observers) await measurement.ours(observer, samples);
    if (!stages.includes('python') || peer === undefined) continue;
    for (const setting of peerSettings) {
      if (setting.samples.includes(count)) await measurement.python(peer, setting, samples);
    }
  }
  if (stages.includes('kernels')) await measurement.kernels();
  if (stages.includes('latency')) await measurement.latency(runs);
  if (stages.includes('accuracy')) await measurement.accuracy(accuracySamples);
}

for (const each of cases.filter(({ name }) => models.includes(name))) await measure(each);
writeResults('quantize', markdown(records));
console.log('Written to bench/RESULTS.md.');
