import fc from 'fast-check';

// One seed for every run, so that a change is judged by the change. `PROPERTY_SEED=$RANDOM npm test` looks further.
fc.configureGlobal({ seed: Number(process.env['PROPERTY_SEED'] ?? 20_261_122) });
