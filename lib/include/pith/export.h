// PITH_API marks what a shared libpith exports; all else is hidden.
#pragma once

#define PITH_API __attribute__((visibility("default")))
