import { openApiDocument } from '@/lib/http/openapi';
import { otherMethods } from '@/lib/http/other-methods.server';
import { publicRoute } from '@/lib/http/route.server';
import packageFile from '@/package.json';
import { operations } from './operations';

/** The description holds no data, so it answers without a session. */
export const GET = publicRoute(async () => Response.json(openApiDocument(operations, packageFile.version)));
export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods('GET');
