import type { MailView } from '../generated/api';

/** What is typed of the mail settings, but for the password. */
export interface TypedMail extends Omit<MailView, 'username' | 'hasPassword' | 'signIn'> {
  username: string;
}

const EMPTY: TypedMail = {
  host: '',
  port: 587,
  security: 'starttls',
  auth: 'password',
  username: '',
  fromName: '',
  fromAddress: '',
};

/** What stands in the fields at first: what was saved, else what was typed before the window was closed. */
export function begun(saved: MailView | null, typed: Partial<TypedMail> | null = null): TypedMail {
  if (!saved) return { ...EMPTY, ...typed };
  const { host, port, security, auth, username, fromName, fromAddress } = saved;
  return {
    host,
    port,
    security,
    auth: auth === 'password' && !username ? 'none' : auth,
    username: username ?? '',
    fromName,
    fromAddress,
  };
}

/** What differs from what was saved is kept; null if nothing does. */
export function unsaved(typed: TypedMail, saved: MailView | null): TypedMail | null {
  const before = begun(saved);
  return Object.entries(typed).every(([field, value]) => before[field as keyof TypedMail] === value) ? null : typed;
}
