import { describe, expect, it } from 'vitest';
import { ERRORS, wordsFor } from '../lib/errors';
import type { AppError } from '../generated/api';
import { GLOBAL_ACTIONS } from './global';

describe('the error table', () => {
  it('has words for every code', () => {
    for (const [code, words] of Object.entries(ERRORS)) {
      expect(words.title, code).not.toBe('');
      expect(words.advice, code).toMatch(/\.$/);
    }
  });

  it('offers only steps that exist', () => {
    const known = new Set(GLOBAL_ACTIONS.map((action) => action.id));
    for (const [code, { next }] of Object.entries(ERRORS)) if (next) expect(known.has(next.action), code).toBe(true);
  });

  it('treats an unknown code as a fault of ours', () => {
    expect(wordsFor({ code: 'brand_new', message: 'x', details: null } as unknown as AppError)).toBe(ERRORS.internal);
  });
});
