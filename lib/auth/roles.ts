/** From least to most; product.md, "Who may do what". */
export const roles = ['viewer', 'finance', 'approver', 'admin'] as const;
export type Role = (typeof roles)[number];
