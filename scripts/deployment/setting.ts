/** What an environment variable says; an empty one says nothing. */
export function setting(name: string): string | undefined {
  const value = process.env[name];
  return value === "" ? undefined : value;
}
