// Models are measured in processes of the product's own program, so there is no other one to bundle.
export {};
