import { defineFilters, pageField, pageSizeField } from '@/lib/query/filters';

export const accountFilters = defineFilters({ page: pageField(), pageSize: pageSizeField() });
