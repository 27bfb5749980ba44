import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PlaybookFileView } from '../../generated/api';
import type { Platform } from '../../platform/types';
import { useBackend } from '../../state/backend';
import { presetWords } from '../../words/presets';
import PlaybookFile from './PlaybookFile.svelte';

const words = presetWords.file;

describe('a playbook from a file', () => {
  beforeEach(() => {
    // The test's page knows no modal dialogs.
    HTMLDialogElement.prototype.showModal = function () {
      this.open = true;
    };
    HTMLDialogElement.prototype.close = function () {
      this.open = false;
    };
  });
  afterEach(cleanup);

  it('tells what has to be put right and which names are not there, and cannot be added', async () => {
    const looked: PlaybookFileView = {
      name: null,
      problems: [{ line: 3, message: 'Three is wrong.' }],
      leftOut: [{ line: 6, message: 'Six is not here.' }],
      unknown: [{ line: 7, message: 'Nothing is called so.' }],
    };
    useBackend({ call: async () => looked, onChange: () => () => {} } as unknown as Platform);
    const nothing = () => {};
    render(PlaybookFile, { onadded: nothing, onback: nothing, onclose: nothing });
    await fireEvent.input(screen.getByTestId('playbook-file-text'), { target: { value: 'format = 1' } });
    const said = await waitFor(() => {
      const said = screen.getByTestId('playbook-file-said');
      expect(said.textContent).toContain(words.wrong);
      return said;
    });
    const lines = [...said.querySelectorAll('p, li')].map((one) => one.textContent);
    expect(lines).toEqual([
      words.wrong,
      'Line 3: Three is wrong.',
      words.leftOut,
      'Line 6: Six is not here.',
      words.unknown,
      'Line 7: Nothing is called so.',
    ]);
    expect(screen.getByTestId('playbook-file-add')).toHaveProperty('disabled', true);
  });

  it('is read only if it is UTF-8, and what was there stays otherwise', async () => {
    const looked: PlaybookFileView = { name: 'Zürich', problems: [], leftOut: [], unknown: [] };
    useBackend({ call: async () => looked, onChange: () => () => {} } as unknown as Platform);
    const nothing = () => {};
    render(PlaybookFile, { onadded: nothing, onback: nothing, onclose: nothing });
    const input = screen.getByLabelText(words.choose);
    const text = () => screen.getByTestId<HTMLTextAreaElement>('playbook-file-text').value;
    const choose = (bytes: number[]) => {
      const file = { arrayBuffer: async () => new Uint8Array(bytes).buffer };
      return fireEvent.change(input, { target: { files: [file] } });
    };
    await choose([0x5a, 0xc3, 0xbc]);
    await waitFor(() => expect(text()).toBe('Zü'));
    // The same in Latin-1.
    await choose([0x5a, 0xfc]);
    await screen.findByText(words.notUtf8, { exact: false });
    expect(text()).toBe('Zü');
    await choose([0x5a, 0xc3, 0xbc, 0x21]);
    await waitFor(() => expect(screen.queryByText(words.notUtf8, { exact: false })).toBeNull());
    expect(text()).toBe('Zü!');
  });
});
