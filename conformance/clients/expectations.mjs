// What every client must find, whatever its library calls the methods.
import assert from 'node:assert/strict';

export const CALL = { name: 'test_simple_text', arguments: {} };
export const RESOURCE = { uri: 'test://static-text' };
export const PROMPT = {
  name: 'test_prompt_with_arguments',
  arguments: { arg1: 'hello', arg2: 'world' }
};

export const ASKING = { name: 'test_elicitation', arguments: { message: 'Who are you?' } };
export const SAMPLING = { name: 'test_sampling', arguments: { prompt: 'The answer?' } };
export const REPORTING = { name: 'test_tool_with_progress', arguments: {} };

export const ELICITED = { action: 'accept', content: { username: 'ada', email: 'ada@example.com' } };
export const SAMPLED = {
  role: 'assistant',
  content: { type: 'text', text: 'forty-two' },
  model: 'none',
  stopReason: 'endTurn'
};

export function listed({ tools }) {
  const names = tools.map((tool) => tool.name);
  for (const name of ['echo', 'list_skills', CALL.name]) assert.ok(names.includes(name), `${name} is not listed`);
}

export function called({ content, isError }) {
  assert.notEqual(isError, true);
  assert.equal(content[0].text, 'This is a simple text response for testing.');
}

export function read({ contents }) {
  assert.equal(contents[0].uri, RESOURCE.uri);
  assert.equal(contents[0].text, 'This is the content of the static text resource.');
}

export function prompted({ messages }) {
  assert.equal(messages[0].content.text, "Prompt with arguments: arg1='hello', arg2='world'");
}

export function elicited({ content }) {
  assert.match(content[0].text, /^User response: action=accept, content=.*ada@example\.com/);
}

export function sampled({ content }) {
  assert.equal(content[0].text, 'LLM response: forty-two');
}

/** The TypeScript clients forget a last report that arrives in one read with the result; the server sent it all the same. */
export function progressed(seen) {
  assert.ok(seen.length >= 2, `only ${seen} was reported`);
  assert.deepEqual(seen, [0, 50, 100].slice(0, seen.length));
}
