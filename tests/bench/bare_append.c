/* The least a program can do to keep 300 bytes: open, write, sync. What `menshen log add` is measured
   against; it takes the file as its one argument. */
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

int main(int count, char **arguments)
{
    char entry[300];
    int file;

    if (count != 2)
        return 2;
    memset(entry, 'x', sizeof entry);
    entry[sizeof entry - 1] = '\n';
    file = open(arguments[1], O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0 || write(file, entry, sizeof entry) != sizeof entry || fsync(file) != 0)
        return 1;
    return close(file) != 0;
}
