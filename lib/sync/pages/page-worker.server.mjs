// The thread begins without a loader for TypeScript; what it runs is the same source as everywhere else.
import { register } from 'tsx/esm/api';

register();
await import('./page-worker.server.ts');
