import { parse } from 'svelte/compiler';

/** Words for people that stand outside of the catalogue. */
export interface Said {
  line: number;
  text: string;
}

interface Node extends Record<string, unknown> {
  type: string;
  start: number;
}

/** Attributes and properties whose text people read or hear. */
const READ = new Set(['label', 'title', 'placeholder', 'alt', 'aria-label', 'hint', 'text', 'confirm']);
const LETTERS = /\p{L}{2,}/u;
/** In code, several words that begin like a sentence, or one with a stop: names and keys look otherwise. */
const SENTENCE = /^\p{Lu}[\p{L}’'-]*(?:[.…!?]$|[.…!?,:;]? .*\p{L}{2,})/u;
/** What is thrown at programmers, types and imports are for no reader. */
const UNREAD = new Set(['ThrowStatement', 'ImportDeclaration', 'TSTypeAnnotation', 'TSTypeAliasDeclaration']);

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';
const nodesIn = (value: unknown): Node[] => (Array.isArray(value) ? value : [value]).filter(isNode);
const within = (node: Node): Node[] => Object.values(node).flatMap(nodesIn);

/** The text of a literal or of a piece of a template. */
function textOf(node: Node): string | null {
  if (node.type === 'Literal' && typeof node['value'] === 'string') return node['value'];
  if (node.type === 'TemplateElement') return (node['value'] as { cooked: string }).cooked;
  return node.type === 'Text' ? String(node['data']) : null;
}

/** The texts that an expression can become: not what it is asked, and not what it hands to a function. */
function outcomes(node: Node): Node[] {
  switch (node.type) {
    case 'ConditionalExpression':
      return [...nodesIn(node['consequent']), ...nodesIn(node['alternate'])].flatMap(outcomes);
    case 'LogicalExpression':
    case 'BinaryExpression':
      if (!['??', '||', '&&', '+'].includes(String(node['operator']))) return [];
      return [...nodesIn(node['left']), ...nodesIn(node['right'])].flatMap(outcomes);
    case 'TemplateLiteral':
      return [...nodesIn(node['quasis']), ...nodesIn(node['expressions']).flatMap(outcomes)];
    case 'ExpressionTag':
      return nodesIn(node['expression']).flatMap(outcomes);
    default:
      return [node];
  }
}

function inTemplate(node: Node): Node[] {
  if (node.type === 'Text') return [node];
  if (node.type === 'ExpressionTag') return outcomes(node);
  if (node.type === 'Attribute') {
    return READ.has(String(node['name'])) ? nodesIn(node['value']).flatMap(outcomes) : [];
  }
  if (node.type.endsWith('Directive') || node.type === 'StyleSheet') return [];
  return within(node).flatMap(inTemplate);
}

function inCode(node: Node): Node[] {
  if (UNREAD.has(node.type)) return [];
  return [node, ...within(node).flatMap(inCode)];
}

/** Finds the words for people in a component. */
export function saidIn(source: string): Said[] {
  const { fragment, instance, module } = parse(source, { modern: true }) as unknown as Record<string, unknown>;
  const found = (nodes: Node[], read: RegExp) =>
    nodes
      .filter((node) => read.test(textOf(node)?.trim() ?? ''))
      .map((node) => ({
        line: source.slice(0, node.start).split('\n').length,
        text: (textOf(node) ?? '').trim().replace(/\s+/gu, ' '),
      }));
  return [
    ...found(nodesIn(fragment).flatMap(inTemplate), LETTERS),
    ...found(
      [instance, module].flatMap(nodesIn).flatMap(({ content }) => nodesIn(content).flatMap(inCode)),
      SENTENCE,
    ),
  ];
}

/** Finds them in a module of TypeScript. */
export function saidInCode(source: string): Said[] {
  return saidIn(`<script lang="ts">${source}</script>`);
}
