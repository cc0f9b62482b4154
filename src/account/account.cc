#include "account/account.h"
