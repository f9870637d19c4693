import { readdir, readFile } from "node:fs/promises";

import ts from "typescript";

/** An error that the SDK makes by itself, as its source has it. */
export interface SdkError {
  readonly name: string;
  readonly kind: "Fatal" | "Retryable";
  /** Its message, with the names of the values in braces. */
  readonly says: string;
  readonly toDo: string;
}

const SDK = new URL("../sdk/", import.meta.url);

/** The classes whose parts are written where they are thrown. */
const CLASSES: Readonly<Record<string, SdkError["kind"]>> = {
  FatalError: "Fatal",
  RefusedError: "Fatal",
  RetryableError: "Retryable",
};

/** Every error of the SDK with a name of its own, by name; faults and refusals, which are kept in tables, are not among them. */
export async function sdkErrors(): Promise<SdkError[]> {
  const files = (await readdir(SDK, { recursive: true })).filter((file) => file.endsWith(".ts"));
  const found: SdkError[] = [];
  for (const file of files.sort()) found.push(...errorsIn(file, await readFile(new URL(file, SDK), "utf8")));
  return found.sort((a, b) => a.name.localeCompare(b.name, "en"));
}

/**
 * The errors with a name of their own that a file makes.
 *
 * @throws Error when one has a name without a message or what to do, or hides its name in an object that is spread.
 */
export function errorsIn(file: string, text: string): SdkError[] {
  const found: SdkError[] = [];
  const visit = (node: ts.Node): void => {
    const error = ts.isNewExpression(node) ? errorIn(file, node) : undefined;
    if (error !== undefined) found.push(error);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
  return found;
}

function errorIn(file: string, { expression, arguments: given }: ts.NewExpression): SdkError | undefined {
  const kind = CLASSES[expression.getText()];
  const [parts] = given ?? [];
  if (kind === undefined || parts === undefined || !ts.isObjectLiteralExpression(parts)) return undefined;
  const of = new Map(
    parts.properties.flatMap((property): [string, ts.Expression][] => {
      if (ts.isShorthandPropertyAssignment(property)) return [[property.name.text, property.name]];
      return ts.isPropertyAssignment(property) ? [[property.name.getText(), property.initializer]] : [];
    }),
  );
  const [name, message, toDo] = ["name", "message", "toDo"].map((part) => of.get(part));
  if (name === undefined && parts.properties.some(ts.isSpreadAssignment))
    throw new Error(
      `${file} makes a ${expression.getText()} whose name is in what it spreads: write it where it is made.`,
    );
  if (name === undefined || !ts.isStringLiteral(name)) return undefined;
  if (message === undefined || toDo === undefined)
    throw new Error(`${name.text} is made without a message or what to do.`);
  return { name: name.text, kind, says: textOf(message), toDo: textOf(toDo) };
}

/** An expression of text as people read it: `There is no party {party}.` */
function textOf(expression: ts.Expression): string {
  if (ts.isStringLiteralLike(expression)) return expression.text;
  if (ts.isTemplateExpression(expression)) {
    return expression.head.text + expression.templateSpans.map((span) => inBraces(span) + span.literal.text).join("");
  }
  if (ts.isBinaryExpression(expression)) return textOf(expression.left) + textOf(expression.right);
  if (ts.isParenthesizedExpression(expression)) return textOf(expression.expression);
  if (ts.isConditionalExpression(expression))
    return `${textOf(expression.whenTrue)} Or: ${textOf(expression.whenFalse)}`;
  return nameOf(expression);
}

function inBraces({ expression }: ts.TemplateSpan): string {
  return nameOf(expression);
}

/** What a value is called: the last word of its path. */
function nameOf(expression: ts.Expression): string {
  if (ts.isIdentifier(expression)) return `{${expression.text}}`;
  if (ts.isPropertyAccessExpression(expression)) return `{${expression.name.text}}`;
  if (ts.isBinaryExpression(expression)) return nameOf(expression.left);
  return "{…}";
}
