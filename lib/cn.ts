import { clsx, type ClassValue } from 'clsx';

/** Class names, falsy ones left out. Later classes do not override earlier ones: give components variants instead. */
export const cn = (...classes: ClassValue[]): string => clsx(classes);
