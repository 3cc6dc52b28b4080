import { isIP } from "node:net";
import { InvalidArgumentError } from "commander";

/** @throws what commander shows as a wrong use */
export const port = (text: string): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 65535)
    throw new InvalidArgumentError("atteso un numero da 0 a 65535 / expected a number from 0 to 65535");
  return value;
};

/** @throws what commander shows as a wrong use */
export const ipAddress = (text: string): string => {
  if (isIP(text) === 0) throw new InvalidArgumentError("atteso un indirizzo IP / expected an IP address");
  return text;
};
