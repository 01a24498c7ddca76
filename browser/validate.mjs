// HTML as the server sent it, against the HTML standard: html-validate with its rules for conformity.
import { FileSystemConfigLoader, HtmlValidate } from 'html-validate';

const validator = new HtmlValidate(new FileSystemConfigLoader({ root: true, extends: ['html-validate:standard'] }));

// What is wrong with a page, a line for each kind of fault; empty when it is valid.
export async function faultsOf(html) {
  const report = await validator.validateString(html);
  const messages = report.results.flatMap((result) => result.messages).filter((message) => message.severity === 2);
  const kinds = new Map();
  for (const message of messages) if (!kinds.has(message.ruleId)) kinds.set(message.ruleId, `${message.ruleId} at ${message.line}:${message.column}: ${message.message}`);
  return [...kinds.values()];
}
