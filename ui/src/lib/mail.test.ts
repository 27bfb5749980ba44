import { describe, expect, it } from 'vitest';
import type { MailView } from '../generated/api';
import { begun, unsaved } from './mail';

const saved: MailView = {
  host: 'smtp.example.com',
  port: 465,
  security: 'tls',
  auth: 'password',
  username: 'jobs',
  hasPassword: true,
  signIn: null,
  fromName: 'Jobs',
  fromAddress: 'jobs@example.com',
};

describe('the mail settings that are typed', () => {
  it('begin with what was saved, else with what was typed before', () => {
    expect(begun(saved, { host: 'other.example.com' })).toMatchObject({ host: 'smtp.example.com', auth: 'password' });
    expect(begun({ ...saved, username: null }).auth).toBe('none');
    expect(begun(null, { host: 'other.example.com' })).toMatchObject({ host: 'other.example.com', port: 587 });
    expect(begun(null, { auth: 'password', username: '' }).auth).toBe('password');
  });

  it('are kept while they differ from what was saved', () => {
    const typed = begun(saved);
    expect(unsaved(typed, saved)).toBeNull();
    expect(unsaved({ ...typed, port: 25 }, saved)).toMatchObject({ host: 'smtp.example.com', port: 25 });
    expect(unsaved(begun(null), null)).toBeNull();
    expect(unsaved(typed, null)).toEqual(typed);
  });
});
