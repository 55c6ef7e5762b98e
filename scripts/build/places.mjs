import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '../..');
export const source = path.join(root, 'frontend');
export const target = path.join(root, 'backend/rivergrad/static');
export const packages = path.join(root, 'node_modules');
