export const isSuccess = ({ status }: { status: number }): boolean => status >= 200 && status <= 299;
