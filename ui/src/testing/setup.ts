import { beforeEach } from 'vitest';
import { speaks } from './locale';

// What a test expects is written so, whatever computer it runs on.
beforeEach(() => speaks('en-US'));
